/** What is claimed before the first trial, and the words for what came of it. */
package io.ablate4j.hypothesis;
