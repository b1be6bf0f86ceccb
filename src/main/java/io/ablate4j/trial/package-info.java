/** What one training was and what came of it; the ground on which both wings meet. */
package io.ablate4j.trial;
