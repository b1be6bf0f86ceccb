/** Results on disk: one SQLite file a study, each trial written in one transaction as it ends. */
package io.ablate4j.store;
