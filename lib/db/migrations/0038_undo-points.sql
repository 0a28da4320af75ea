CREATE TABLE "undo_points" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenancy_id" uuid NOT NULL,
	"vm_id" text NOT NULL,
	"form_key" text NOT NULL,
	"account_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"view_id" uuid,
	"language" text NOT NULL,
	"snapshot_name" text NOT NULL,
	"safety_name" text,
	"phase" text DEFAULT 'safety' NOT NULL,
	"step" integer DEFAULT 0 NOT NULL,
	"operation_id" uuid,
	"look_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"until" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"reason" text,
	"claimed_by" text,
	"claimed_until" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "undo_points" ADD CONSTRAINT "undo_points_tenancy_id_tenancies_id_fk" FOREIGN KEY ("tenancy_id") REFERENCES "public"."tenancies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "undo_points_form_key" ON "undo_points" USING btree ("form_key");--> statement-breakpoint
CREATE UNIQUE INDEX "undo_points_going" ON "undo_points" USING btree ("tenancy_id") WHERE ended_at is null and phase <> 'kept';--> statement-breakpoint
CREATE INDEX "undo_points_tenancy" ON "undo_points" USING btree ("tenancy_id","started_at");--> statement-breakpoint
CREATE INDEX "undo_points_waiting" ON "undo_points" USING btree ("look_at") WHERE ended_at is null;