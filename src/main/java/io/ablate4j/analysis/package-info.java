/** From a study's stored rows to one row a trial, one a cell, and its learning curves. */
package io.ablate4j.analysis;
