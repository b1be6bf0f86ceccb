/**
 * Image files to numbers: which format a file has, whether it is whole, decoding, and bringing it
 * to the size that is asked for. The only place besides the report that knows AWT.
 */
package io.ablate4j.data.image;
