/** What a person has to put right, said in one grammar; knows nothing of tables or engines. */
package io.clientele.problem;
