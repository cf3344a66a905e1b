update project_keys set sealed = $3 where kid = $1 and sealed = $2 returning kid
