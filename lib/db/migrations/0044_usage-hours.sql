CREATE TABLE "usage_hours" (
	"tenancy_id" uuid NOT NULL,
	"hour" bigint NOT NULL,
	"minutes" integer NOT NULL,
	"cpu" double precision,
	"disk" double precision,
	"network" double precision
);
--> statement-breakpoint
ALTER TABLE "usage_hours" ADD CONSTRAINT "usage_hours_tenancy_id_tenancies_id_fk" FOREIGN KEY ("tenancy_id") REFERENCES "public"."tenancies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "usage_hours_pair" ON "usage_hours" USING btree ("tenancy_id","hour");--> statement-breakpoint
CREATE INDEX "usage_hours_hour" ON "usage_hours" USING btree ("hour");