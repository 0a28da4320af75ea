CREATE TABLE "alarm_episodes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"alarm_id" uuid NOT NULL,
	"tenancy_id" uuid NOT NULL,
	"fired_at" timestamp with time zone NOT NULL,
	"data" jsonb NOT NULL,
	"acknowledged_at" timestamp with time zone,
	"resolved_at" timestamp with time zone,
	"fired_told_at" timestamp with time zone,
	"settled_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "alarm_states" (
	"alarm_id" uuid NOT NULL,
	"tenancy_id" uuid NOT NULL,
	"memory" jsonb NOT NULL,
	"looked_at" timestamp with time zone NOT NULL,
	CONSTRAINT "alarm_states_alarm_id_tenancy_id_pk" PRIMARY KEY("alarm_id","tenancy_id")
);
--> statement-breakpoint
CREATE TABLE "alarms" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenancy_id" uuid,
	"account_id" uuid,
	"kind" text NOT NULL,
	"value" double precision NOT NULL,
	"minutes" integer NOT NULL,
	"quiet_from" integer,
	"quiet_to" integer,
	"time_zone" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"counts_from" timestamp with time zone DEFAULT now() NOT NULL,
	"paused_at" timestamp with time zone,
	CONSTRAINT "alarms_of_one" CHECK (num_nonnulls("alarms"."tenancy_id", "alarms"."account_id") = 1)
);
--> statement-breakpoint
ALTER TABLE "alarm_episodes" ADD CONSTRAINT "alarm_episodes_alarm_id_alarms_id_fk" FOREIGN KEY ("alarm_id") REFERENCES "public"."alarms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alarm_episodes" ADD CONSTRAINT "alarm_episodes_tenancy_id_tenancies_id_fk" FOREIGN KEY ("tenancy_id") REFERENCES "public"."tenancies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alarm_states" ADD CONSTRAINT "alarm_states_alarm_id_alarms_id_fk" FOREIGN KEY ("alarm_id") REFERENCES "public"."alarms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alarm_states" ADD CONSTRAINT "alarm_states_tenancy_id_tenancies_id_fk" FOREIGN KEY ("tenancy_id") REFERENCES "public"."tenancies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alarms" ADD CONSTRAINT "alarms_tenancy_id_tenancies_id_fk" FOREIGN KEY ("tenancy_id") REFERENCES "public"."tenancies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alarms" ADD CONSTRAINT "alarms_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "alarm_episodes_open" ON "alarm_episodes" USING btree ("alarm_id","tenancy_id") WHERE resolved_at is null;--> statement-breakpoint
CREATE INDEX "alarm_episodes_tenancy" ON "alarm_episodes" USING btree ("tenancy_id","fired_at");--> statement-breakpoint
CREATE INDEX "alarm_episodes_unsettled" ON "alarm_episodes" USING btree ("alarm_id") WHERE settled_at is null;--> statement-breakpoint
CREATE INDEX "alarm_states_tenancy" ON "alarm_states" USING btree ("tenancy_id");--> statement-breakpoint
CREATE INDEX "alarms_tenancy" ON "alarms" USING btree ("tenancy_id");--> statement-breakpoint
CREATE INDEX "alarms_account" ON "alarms" USING btree ("account_id");