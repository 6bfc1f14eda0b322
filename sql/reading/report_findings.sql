-- grain: one rule, with one finding as its example; a sentence that might quote a narrative is not handed out
with

rules as (select rule_code, severity, title_ja from quality.rule),
findings as (select * exclude (severity) from quality.finding where not is_superseded),
sensitive as (select distinct document_id, line_no from quality.finding where rule_code = 'sensitive_text'),

-- plans, statuses and evaluations speak about single persons, and a cell in doubt may be one of them; a new rule stays
-- silent here until its sentence is known to hold names and ratings only
judged as (
    select
        *,
        case
            when (document_id, line_no) in (select (document_id, line_no) from sensitive) then false
            when rule_code in ('surplus_cell', 'quarantined_cell', 'doubtful_cell', 'sensitive_text') then false
            when rule_code in ('document_rejected', 'stale_adjudication', 'unknown_heading') then true
            when rule_code in ('expired_acceptance', 'unmatched_acceptance') then true
            when rule_code in ('achievement_over_100', 'achievement_without_unit', 'section_not_responsible')
                then field = 'achievement'
            when field is null then observed is null
            else field in ('policy', 'item', 'measure', 'page', 'bureau', 'section', 'reprise')
        end as is_quotable
    from findings
),

counted as (
    select
        rule_code,
        count(*) as finding_count,
        count(*) filter (where state = 'new') as new_count,
        count(*) filter (where state = 'persisting') as persisting_count,
        count(*) filter (where state = 'accepted') as accepted_count
    from findings
    group by rule_code
),

examples as (
    select
        *,
        row_number() over (
            partition by rule_code
            order by state = 'accepted', is_quotable desc nulls last, document_id, line_no, cell_no, finding_id
        ) as example_no
    from judged
),

final as (
    select
        rule_code, severity, title_ja,
        coalesce(finding_count, 0) as finding_count, coalesce(new_count, 0) as new_count,
        coalesce(persisting_count, 0) as persisting_count, coalesce(accepted_count, 0) as accepted_count,
        -- a page that withholds a text does not point at it
        case when rule_code <> 'sensitive_text' then document_id end as document_id,
        case when rule_code <> 'sensitive_text' then line_no end as line_no,
        case when rule_code <> 'sensitive_text' then cell_no end as cell_no,
        case when is_quotable then message_ja end as message_ja
    from rules
    left join counted using (rule_code)
    left join (select * from examples where example_no = 1) using (rule_code)
)

select * from final
order by list_position(['error', 'warning', 'notice'], severity), finding_count desc, rule_code
