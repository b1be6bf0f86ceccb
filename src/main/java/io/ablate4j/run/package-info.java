/** From a study to stored results: which trials are missing, and who carries them out. */
package io.ablate4j.run;
