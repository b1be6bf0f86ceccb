/** Reading studies from YAML, or all problems of the file, and writing them as YAML. */
package io.ablate4j.study.yaml;
