import { apiDescription } from "../openapi";
import { answersAsIn } from "./answers";

/** Made once a file: holds answers against the description, in which nothing may stand that isn't described. */
export const describedAnswers = () => answersAsIn(apiDescription({ closed: true }));
