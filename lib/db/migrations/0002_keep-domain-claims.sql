CREATE TABLE "domain_claims" (
	"domain" text NOT NULL,
	"tenancy_id" uuid NOT NULL,
	"operation_id" uuid,
	"seen_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"asked_at" timestamp with time zone,
	"allowed_at" timestamp with time zone,
	"allowed_by" text
);
--> statement-breakpoint
ALTER TABLE "domain_claims" ADD CONSTRAINT "domain_claims_tenancy_id_tenancies_id_fk" FOREIGN KEY ("tenancy_id") REFERENCES "public"."tenancies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "domain_claims_pair" ON "domain_claims" USING btree ("domain","tenancy_id");--> statement-breakpoint
CREATE INDEX "domain_claims_tenancy" ON "domain_claims" USING btree ("tenancy_id");