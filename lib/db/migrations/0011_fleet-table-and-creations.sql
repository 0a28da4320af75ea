CREATE TABLE "host_creations" (
	"form_key" text PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"owner" text NOT NULL,
	"name" text NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	"outcome" text DEFAULT 'going' NOT NULL,
	"vm_id" text
);
--> statement-breakpoint
CREATE INDEX "hosts_by_name" ON "hosts" USING btree ((lower(name) collate "C"),"vm_id") WHERE gone_at is null;--> statement-breakpoint
CREATE INDEX "hosts_by_id" ON "hosts" USING btree (length(vm_id),"vm_id") WHERE gone_at is null;