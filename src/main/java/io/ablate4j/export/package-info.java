/** The analysed rows as plain files for other tools. */
package io.ablate4j.export;
