ALTER TABLE "hosts" ADD COLUMN "confirmed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "hosts" ADD COLUMN "missing_since" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "hosts_missing" ON "hosts" USING btree ("missing_since") WHERE missing_since is not null;