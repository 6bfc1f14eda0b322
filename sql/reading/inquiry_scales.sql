-- grain: mark of a rating scale
select rating_scale_id, mark, meaning, order_no, percent_from, percent_to, is_higher_better, source
from core.dim_rating_scale
order by rating_scale_id, order_no nulls last, mark
