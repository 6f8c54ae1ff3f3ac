-- Why an edition is to appear, said when its time is set.
alter table publication_step add column reason text;
