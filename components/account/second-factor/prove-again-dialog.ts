/** The dialog that asks once more who it is; whoever is refused with `prove-again` opens it. */
export const PROVE_AGAIN = "prove-again";
