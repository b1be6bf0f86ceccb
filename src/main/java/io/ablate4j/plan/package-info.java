/** From a study to the ordered list of its trials. */
package io.ablate4j.plan;
