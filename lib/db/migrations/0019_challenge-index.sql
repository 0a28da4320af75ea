CREATE INDEX "challenges_challenge" ON "challenges" USING btree ("challenge");--> statement-breakpoint
CREATE INDEX "challenges_account" ON "challenges" USING btree ("account_id");