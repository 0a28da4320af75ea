CREATE TABLE "rescues" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenancy_id" uuid NOT NULL,
	"vm_id" text NOT NULL,
	"form_key" text NOT NULL,
	"aim" text NOT NULL,
	"medium_id" text NOT NULL,
	"account_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"view_id" uuid,
	"language" text NOT NULL,
	"phase" text DEFAULT 'drive' NOT NULL,
	"step" integer DEFAULT 0 NOT NULL,
	"operation_id" uuid,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	"reason" text,
	"kind" text,
	"claimed_by" text,
	"claimed_until" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "rescues" ADD CONSTRAINT "rescues_tenancy_id_tenancies_id_fk" FOREIGN KEY ("tenancy_id") REFERENCES "public"."tenancies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "rescues_form_key" ON "rescues" USING btree ("form_key");--> statement-breakpoint
CREATE UNIQUE INDEX "rescues_going" ON "rescues" USING btree ("tenancy_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "rescues_tenancy" ON "rescues" USING btree ("tenancy_id","started_at");