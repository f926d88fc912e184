/** What leaves the program: pictures with their settings inside, tables, and files that never end half-written. */
package org.dipscope.export;
