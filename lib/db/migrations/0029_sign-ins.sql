CREATE TABLE "failed_sign_ins" (
	"account_id" uuid NOT NULL,
	"day" text NOT NULL,
	"failures" integer NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	"last_address" text
);
--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "way" text;--> statement-breakpoint
ALTER TABLE "challenges" ADD COLUMN "way" text;--> statement-breakpoint
ALTER TABLE "failed_sign_ins" ADD CONSTRAINT "failed_sign_ins_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "failed_sign_ins_day" ON "failed_sign_ins" USING btree ("account_id","day");--> statement-breakpoint
CREATE INDEX "sessions_sign_ins" ON "sessions" USING btree ("account_id","created_at");