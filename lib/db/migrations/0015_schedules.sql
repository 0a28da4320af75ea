CREATE TABLE "schedule_runs" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"schedule_id" uuid NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"step" integer DEFAULT 0 NOT NULL,
	"operation_id" uuid,
	"main_operation_id" uuid,
	"look_at" timestamp with time zone DEFAULT now() NOT NULL,
	"begun_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"outcome" text,
	"reason" text,
	"claimed_by" text,
	"claimed_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "schedules" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenancy_id" uuid NOT NULL,
	"vm_id" text NOT NULL,
	"form_key" text NOT NULL,
	"kind" text NOT NULL,
	"days" integer[] NOT NULL,
	"minute_of_day" integer NOT NULL,
	"time_zone" text NOT NULL,
	"keep" integer,
	"account_id" uuid NOT NULL,
	"language" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"next_at" timestamp with time zone NOT NULL,
	"paused_at" timestamp with time zone,
	"pause_cause" text,
	"ended_at" timestamp with time zone,
	"end_cause" text
);
--> statement-breakpoint
ALTER TABLE "schedule_runs" ADD CONSTRAINT "schedule_runs_schedule_id_schedules_id_fk" FOREIGN KEY ("schedule_id") REFERENCES "public"."schedules"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schedules" ADD CONSTRAINT "schedules_tenancy_id_tenancies_id_fk" FOREIGN KEY ("tenancy_id") REFERENCES "public"."tenancies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "schedule_runs_due" ON "schedule_runs" USING btree ("schedule_id","due_at");--> statement-breakpoint
CREATE INDEX "schedule_runs_waiting" ON "schedule_runs" USING btree ("look_at") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "schedule_runs_ended" ON "schedule_runs" USING btree ("ended_at");--> statement-breakpoint
CREATE UNIQUE INDEX "schedules_form_key" ON "schedules" USING btree ("form_key");--> statement-breakpoint
CREATE INDEX "schedules_tenancy" ON "schedules" USING btree ("tenancy_id","created_at");--> statement-breakpoint
CREATE INDEX "schedules_due" ON "schedules" USING btree ("next_at") WHERE ended_at is null and paused_at is null;