-- Calls of the allowance that are granted and not answered yet: HubSpot may count each of them only now.
alter table request_budget add column unanswered float8[] not null default '{}';
