-- grain: one rule with findings of the plan that are gone since the release before
select rule_code, title_ja, title_en, count(*) as finding_count
from quality.finding_history
semi join quality.run on quality.run.run_id = finding_history.resolved_in_run
inner join quality.rule using (rule_code)
inner join raw.document using (document_id)
where plan_id = getvariable('plan_id')
group by all
order by finding_count desc, rule_code
