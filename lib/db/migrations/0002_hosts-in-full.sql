CREATE TABLE "consoles" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenancy_id" uuid NOT NULL,
	"vm_id" text NOT NULL,
	"session_id" uuid NOT NULL,
	"opened_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"end_reason" text
);
--> statement-breakpoint
CREATE TABLE "host_labels" (
	"tenancy_id" uuid PRIMARY KEY NOT NULL,
	"name" text,
	"note" text,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "monitor_days" (
	"tenancy_id" uuid NOT NULL,
	"day" text NOT NULL,
	"samples" "bytea" NOT NULL,
	"complete" boolean NOT NULL,
	"fetched_at" timestamp with time zone NOT NULL,
	"claimed_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "pending_passwords" (
	"operation_id" uuid PRIMARY KEY NOT NULL,
	"vm_id" text NOT NULL,
	"sealed" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "snapshot_notes" (
	"tenancy_id" uuid NOT NULL,
	"snapshot_name" text NOT NULL,
	"note" text NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sparklines" (
	"tenancy_id" uuid PRIMARY KEY NOT NULL,
	"points" jsonb NOT NULL,
	"drawn_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
DROP INDEX "operations_one_going";--> statement-breakpoint
ALTER TABLE "hosts" ADD COLUMN "snapshot_quota" integer;--> statement-breakpoint
ALTER TABLE "hosts" ADD COLUMN "backup_quota" integer;--> statement-breakpoint
ALTER TABLE "hosts" ADD COLUMN "port_quota" integer;--> statement-breakpoint
ALTER TABLE "hosts" ADD COLUMN "domain_quota" integer;--> statement-breakpoint
ALTER TABLE "hosts" ADD COLUMN "medium_id" text;--> statement-breakpoint
ALTER TABLE "hosts" ADD COLUMN "last_reinstall_on" text;--> statement-breakpoint
ALTER TABLE "master_profile" ADD COLUMN "utc_offset_minutes" integer;--> statement-breakpoint
ALTER TABLE "master_profile" ADD COLUMN "utc_offset_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "consoles" ADD CONSTRAINT "consoles_tenancy_id_tenancies_id_fk" FOREIGN KEY ("tenancy_id") REFERENCES "public"."tenancies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "host_labels" ADD CONSTRAINT "host_labels_tenancy_id_tenancies_id_fk" FOREIGN KEY ("tenancy_id") REFERENCES "public"."tenancies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "monitor_days" ADD CONSTRAINT "monitor_days_tenancy_id_tenancies_id_fk" FOREIGN KEY ("tenancy_id") REFERENCES "public"."tenancies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pending_passwords" ADD CONSTRAINT "pending_passwords_operation_id_operations_id_fk" FOREIGN KEY ("operation_id") REFERENCES "public"."operations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "snapshot_notes" ADD CONSTRAINT "snapshot_notes_tenancy_id_tenancies_id_fk" FOREIGN KEY ("tenancy_id") REFERENCES "public"."tenancies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sparklines" ADD CONSTRAINT "sparklines_tenancy_id_tenancies_id_fk" FOREIGN KEY ("tenancy_id") REFERENCES "public"."tenancies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "consoles_session" ON "consoles" USING btree ("session_id","ended_at");--> statement-breakpoint
CREATE INDEX "consoles_vm" ON "consoles" USING btree ("vm_id","ended_at");--> statement-breakpoint
CREATE UNIQUE INDEX "monitor_days_pair" ON "monitor_days" USING btree ("tenancy_id","day");--> statement-breakpoint
CREATE INDEX "monitor_days_day" ON "monitor_days" USING btree ("day");--> statement-breakpoint
CREATE UNIQUE INDEX "snapshot_notes_pair" ON "snapshot_notes" USING btree ("tenancy_id","snapshot_name");--> statement-breakpoint
CREATE UNIQUE INDEX "operations_one_going" ON "operations" USING btree ("vm_id") WHERE outcome in ('open', 'checking') and kind not in ('open-console', 'end-console');