-- grain: plan x measure x field x text printed in two or more fiscal years; first listings
with

progress as (select * from core.current_progress),
measures as (select measure_id, name as measure_name, reprise_of_measure_id from core.dim_measure),
departments as (select department_id, section_name from core.dim_department),

narratives as (
    select plan_id, measure_id, measure_name, section_name, fiscal_year, field, text
    from (
        from progress
        unpivot (text for field in (plan_text as 'plan', status_text as 'status', evaluation_text as 'evaluation'))
    )
    inner join measures using (measure_id)
    inner join departments using (department_id)
    where reprise_of_measure_id is null
),

-- layout differs from year to year where the words do not: white space is not compared
keyed as (select *, regexp_replace(text, '[\s\p{Z}]+', '', 'g') as text_key from narratives),

-- shorter texts (実施, 継続) say the same every year without being copied
final as (
    select
        plan_id, measure_id, measure_name, field,
        first(text order by fiscal_year, text) as text,
        string_agg(distinct section_name, ' / ' order by section_name) as section_names,
        min(fiscal_year) as first_fiscal_year,
        max(fiscal_year) as last_fiscal_year,
        count(distinct fiscal_year) as year_count,
        last_fiscal_year - first_fiscal_year + 1 = year_count as are_years_consecutive
    from keyed
    where length(text_key) >= 10 and regexp_matches(text_key, '[\p{L}\p{N}]')
    group by plan_id, measure_id, measure_name, field, text_key
    having count(distinct fiscal_year) >= 2
)

select * from final
