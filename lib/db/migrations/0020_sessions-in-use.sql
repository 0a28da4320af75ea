DROP INDEX "operations_account";--> statement-breakpoint
CREATE INDEX "sessions_in_use" ON "sessions" USING btree ("last_used_at") WHERE ended_at is null;