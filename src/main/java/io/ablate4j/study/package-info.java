/**
 * What is asked: one YAML file, read into a {@link io.ablate4j.study.Study}, or all its problems.
 */
package io.ablate4j.study;
