/** Worker processes: how one is started, asked, watched and ended, and what it does itself. */
package io.ablate4j.worker;
