CREATE TABLE "pool_uses" (
	"pool_id" text PRIMARY KEY NOT NULL,
	"total" integer NOT NULL,
	"used" integer NOT NULL,
	"counted_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "operations_started" ON "operations" USING btree ("started_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "operations_host" ON "operations" USING btree ("vm_id","started_at" DESC NULLS LAST);