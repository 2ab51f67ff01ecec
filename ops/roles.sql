-- The database and its two roles, for a Postgres of your own (15 or later). Once, as a superuser; a second time changes only passwords:
--   AGREEMENTS_OWNER_PASSWORD=… AGREEMENTS_APP_PASSWORD=… psql -v ON_ERROR_STOP=1 -f ops/roles.sql 'host=… user=postgres dbname=postgres'
-- agreements_owner creates and migrates the tables; agreements_app is the running service and gets from migrations only what it needs.
\getenv owner_password AGREEMENTS_OWNER_PASSWORD
\getenv app_password AGREEMENTS_APP_PASSWORD
\if :{?owner_password}
\else
  do $$ begin raise exception 'AGREEMENTS_OWNER_PASSWORD is not set'; end $$;
  \quit
\endif
\if :{?app_password}
\else
  do $$ begin raise exception 'AGREEMENTS_APP_PASSWORD is not set'; end $$;
  \quit
\endif

select 'create role agreements_owner login' where not exists (select from pg_roles where rolname = 'agreements_owner') \gexec
select 'create role agreements_app login' where not exists (select from pg_roles where rolname = 'agreements_app') \gexec
alter role agreements_owner password :'owner_password';
alter role agreements_app password :'app_password';

-- Some servers ask even a superuser's stand-in to be a member of the role that is to own a database.
select 'grant agreements_owner to current_user' where not (select rolsuper from pg_roles where rolname = current_user) \gexec
select 'create database agreements owner agreements_owner encoding ''UTF8'' template template0'
where not exists (select from pg_database where datname = 'agreements') \gexec
revoke all on database agreements from public;
grant connect, temporary on database agreements to agreements_app;
