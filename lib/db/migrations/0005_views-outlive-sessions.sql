ALTER TABLE "views" DROP CONSTRAINT "views_session_id_sessions_id_fk";
