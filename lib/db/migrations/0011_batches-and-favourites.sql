CREATE TABLE "batch_hosts" (
	"batch_id" uuid NOT NULL,
	"vm_id" text NOT NULL,
	"place" integer NOT NULL,
	"result" jsonb,
	"operation_id" uuid,
	"ended_at" timestamp with time zone,
	"claimed_by" text,
	"claimed_until" timestamp with time zone,
	CONSTRAINT "batch_hosts_batch_id_vm_id_pk" PRIMARY KEY("batch_id","vm_id")
);
--> statement-breakpoint
CREATE TABLE "batches" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"form_key" text NOT NULL,
	"kind" text NOT NULL,
	"fields" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"account_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"view_id" uuid,
	"language" text DEFAULT 'en' NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "favourite_hosts" (
	"account_id" uuid NOT NULL,
	"tenancy_id" uuid NOT NULL,
	CONSTRAINT "favourite_hosts_account_id_tenancy_id_pk" PRIMARY KEY("account_id","tenancy_id")
);
--> statement-breakpoint
ALTER TABLE "batch_hosts" ADD CONSTRAINT "batch_hosts_batch_id_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."batches"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "favourite_hosts" ADD CONSTRAINT "favourite_hosts_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "favourite_hosts" ADD CONSTRAINT "favourite_hosts_tenancy_id_tenancies_id_fk" FOREIGN KEY ("tenancy_id") REFERENCES "public"."tenancies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "batch_hosts_waiting" ON "batch_hosts" USING btree ("place","batch_id") WHERE ended_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "batches_form_key" ON "batches" USING btree ("form_key");--> statement-breakpoint
CREATE INDEX "batches_account" ON "batches" USING btree ("account_id","started_at");--> statement-breakpoint
CREATE INDEX "batches_started" ON "batches" USING btree ("started_at");