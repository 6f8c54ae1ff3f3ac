-- The kinds an organ reports, and whole numbers for all but charges (万元, six decimals).
alter table monthly_figure
  add constraint monthly_figure_kind check (kind in (
    'licensing', 'penalties', 'compulsion', 'charges', 'publications', 'gazettes', 'publicConcernsAnswered',
    'pressConferences', 'onlineInterviews', 'interpretations', 'topics', 'wrongExpressionsMended',
    'personalDataDeidentified', 'accountsKept')),
  add constraint monthly_figure_whole check (kind = 'charges' or value = trunc(value));
