CREATE TABLE "handovers" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenancy_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"email" text NOT NULL,
	"email_key" text NOT NULL,
	"host_name" text NOT NULL,
	"domains" text[] NOT NULL,
	"made_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"ending" text,
	"accepted_by" uuid,
	"operation_id" uuid
);
--> statement-breakpoint
ALTER TABLE "handovers" ADD CONSTRAINT "handovers_tenancy_id_tenancies_id_fk" FOREIGN KEY ("tenancy_id") REFERENCES "public"."tenancies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handovers" ADD CONSTRAINT "handovers_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handovers" ADD CONSTRAINT "handovers_accepted_by_accounts_id_fk" FOREIGN KEY ("accepted_by") REFERENCES "public"."accounts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "handovers_one_a_host" ON "handovers" USING btree ("tenancy_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "handovers_open" ON "handovers" USING btree ("email_key") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "handovers_accepted" ON "handovers" USING btree ("accepted_by","made_at");