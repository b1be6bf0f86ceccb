/** What practitioners claim, and which hypotheses of which studies decide it. */
package io.ablate4j.claims;
