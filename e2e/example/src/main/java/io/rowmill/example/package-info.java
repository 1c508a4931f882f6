/** A program of a user of rowmill. */
package io.rowmill.example;
