-- Einmal als Superuser: sudo -u postgres psql -f roles.sql. Die Kennwörter danach mit \password setzen.
-- Die Eigentümerin legt Tabellen und Schutz an. Die Anwendung bekommt ihre Rechte von "vorort migrate".
CREATE ROLE vorort_owner LOGIN;
CREATE ROLE vorort_app LOGIN;
-- Gilt auch hinter einem PgBouncer, der die Zeitgrenzen der Anwendung nicht weitergibt.
ALTER ROLE vorort_app SET statement_timeout = '10s';
ALTER ROLE vorort_app SET lock_timeout = '5s';
CREATE DATABASE vorort OWNER vorort_owner ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0;
