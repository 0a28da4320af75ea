CREATE TABLE "customer_names" (
	"user_id" text PRIMARY KEY NOT NULL,
	"name" text,
	"username" text,
	"email" text,
	"status" text,
	"found" boolean NOT NULL,
	"read_at" timestamp with time zone NOT NULL
);
