"""Schema `mart`: figures to quote. Each says its grain, its denominator, and what it leaves out."""

from pipeline.contracts.base import Contract
from pipeline.contracts.marts.achievement import (
    Achievement,
    AchievementByBureauYear,
    AchievementByDepartmentYear,
    AchievementByPolicyYear,
)
from pipeline.contracts.marts.completeness import (
    AskedField,
    CompletenessByDepartmentYear,
    CompletenessByPolicyYear,
    CompletenessByYearField,
)
from pipeline.contracts.marts.grades import GradeByDepartmentYear, GradeByPolicyYear, IndicatorTimeline
from pipeline.contracts.marts.repetition import RepeatedNarrative, RepriseAgreement
from pipeline.contracts.marts.timeline import AchievementChange, MeasureTimeline, Restatement

# In the order in which they are built: the first ones of each kind are what the others count.
MARTS: tuple[type[Contract], ...] = (
    Achievement,
    AchievementByDepartmentYear,
    AchievementByPolicyYear,
    AchievementByBureauYear,
    GradeByPolicyYear,
    GradeByDepartmentYear,
    IndicatorTimeline,
    MeasureTimeline,
    AchievementChange,
    Restatement,
    AskedField,
    CompletenessByYearField,
    CompletenessByDepartmentYear,
    CompletenessByPolicyYear,
    RepriseAgreement,
    RepeatedNarrative,
)
