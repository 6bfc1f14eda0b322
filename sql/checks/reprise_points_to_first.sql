-- check: a repetition points to a measure that exists and is not a repetition itself, because marts count only first
-- listings and a chain or a loop would leave the measure out everywhere
select repetitions.measure_id, repetitions.reprise_of_measure_id, firsts.reprise_of_measure_id as points_on_to
from core.dim_measure as repetitions
left join core.dim_measure as firsts on firsts.measure_id = repetitions.reprise_of_measure_id
where repetitions.reprise_of_measure_id is not null
    and (firsts.measure_id is null or firsts.reprise_of_measure_id is not null)
