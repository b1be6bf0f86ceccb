/** What a user got wrong, told with the value, its place and advice; every package may use it. */
package io.ablate4j.problem;
