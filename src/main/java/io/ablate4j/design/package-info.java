/** Which of the combinations of levels are cells of a study, and why others are not. */
package io.ablate4j.design;
