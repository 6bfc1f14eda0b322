-- check: every measure and year of an edition is current in one row per department, with texts that its edition prints
with

current as (select * from core.current_progress),
facts as (select * from core.fact_progress),

disappeared as (
    select distinct 'no current row' as fault, plan_id, fiscal_year, measure_id, null as text
    from facts anti join current using (plan_id, fiscal_year, measure_id)
),

texts as (
    select plan_id, fiscal_year, measure_id, plan_document_id as document_id, plan_text as text from current
    union all select plan_id, fiscal_year, measure_id, status_document_id, status_text from current
    union all select plan_id, fiscal_year, measure_id, evaluation_document_id, evaluation_text from current
    union all select plan_id, fiscal_year, measure_id, achievement_document_id, achievement_as_printed from current
),

printed as (
    select plan_id, fiscal_year, measure_id, document_id, text
    from (from facts unpivot (text for field in (plan_text, status_text, evaluation_text, achievement_as_printed)))
),

-- texts of sections that have become one stand one below the other
unprinted as (
    select 'not printed there' as fault, plan_id, fiscal_year, measure_id, texts.text
    from texts left join printed using (plan_id, fiscal_year, measure_id, document_id)
    where texts.text is not null
    group by all
    having not coalesce(bool_or(contains(texts.text, printed.text)), false)
),

doubled as (
    select 'current twice' as fault, plan_id, fiscal_year, measure_id, department_id as text
    from facts where is_current group by all having count(*) > 1
)

from disappeared union all from unprinted union all from doubled
