CREATE TABLE "host_noes" (
	"vm_id" text NOT NULL,
	"user_id" text NOT NULL,
	"said_at" timestamp with time zone NOT NULL,
	CONSTRAINT "host_noes_vm_id_user_id_pk" PRIMARY KEY("vm_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "live_streams" (
	"id" uuid PRIMARY KEY NOT NULL,
	"session_id" uuid NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "live_streams" ADD CONSTRAINT "live_streams_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "live_streams_session" ON "live_streams" USING btree ("session_id","opened_at");