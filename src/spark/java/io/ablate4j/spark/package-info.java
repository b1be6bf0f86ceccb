/**
 * Trials as tasks of a Spark cluster: the driver plans, asks and stores; executors train. Built by
 * the Maven profile {@code spark} alone, against Spark's Java API.
 */
package io.ablate4j.spark;
