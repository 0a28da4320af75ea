CREATE TABLE "traffic_days" (
	"tenancy_id" uuid NOT NULL,
	"day" text NOT NULL,
	"in_sum" double precision,
	"out_sum" double precision,
	"minutes" integer DEFAULT 0 NOT NULL,
	"complete" boolean DEFAULT false NOT NULL,
	"used_first_gb" bigint,
	"used_first_at" bigint,
	"used_last_gb" bigint,
	"used_last_at" bigint,
	"span_in" double precision,
	"span_out" double precision
);
--> statement-breakpoint
ALTER TABLE "monitor_days" ADD COLUMN "summed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "master_profile" ADD COLUMN "traffic_unit" jsonb;--> statement-breakpoint
ALTER TABLE "master_profile" ADD COLUMN "traffic_unit_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "traffic_days" ADD CONSTRAINT "traffic_days_tenancy_id_tenancies_id_fk" FOREIGN KEY ("tenancy_id") REFERENCES "public"."tenancies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "traffic_days_pair" ON "traffic_days" USING btree ("tenancy_id","day");--> statement-breakpoint
CREATE INDEX "traffic_days_day" ON "traffic_days" USING btree ("day");--> statement-breakpoint
CREATE INDEX "monitor_days_unsummed" ON "monitor_days" USING btree ("fetched_at") WHERE summed_at is null or summed_at < fetched_at;