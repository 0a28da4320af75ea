ALTER TABLE "master_profile" ADD COLUMN "host_filters" jsonb;--> statement-breakpoint
ALTER TABLE "master_profile" ADD COLUMN "host_filters_at" timestamp with time zone;