-- check: a repetition points to a first listing that exists; of a chain or a loop, marts would count nothing
select repetitions.measure_id, repetitions.reprise_of_measure_id, firsts.reprise_of_measure_id as points_on_to
from core.dim_measure as repetitions
left join core.dim_measure as firsts on firsts.measure_id = repetitions.reprise_of_measure_id
where repetitions.reprise_of_measure_id is not null
    and (firsts.measure_id is null or firsts.reprise_of_measure_id is not null)
